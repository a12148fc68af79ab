from .problems import case
from .schedule_free import DEFAULTS, AveragingRun, cases, move

RULE = 'ScheduleFreeSGD'


def step(y, g, state, t, o):
    return move(y, g, state, t, o, o['momentum'])


run = AveragingRun({'learningRate': 1.0, 'momentum': 0.9} | DEFAULTS, {'z': 'z'}, step)

CASES = [
    *cases(0.1, 'momentum', [0.0, 0.05, 0.1, 0.2, 0.1, 0.05, 0.02, 0.0]),
    case('all', 'R', {'learningRate': 0.2, 'momentum': 0.8, 'weightDecay': 0.1, 'warmupSteps': 3,
                      'r': 0.5, 'weightLearningRatePower': 1.5, 'maximize': True}),
]  # fmt: skip
