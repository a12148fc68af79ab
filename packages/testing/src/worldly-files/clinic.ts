import { Draws } from './draws.js';
import { delimited, utf16 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** Visits to a clinic, as a spreadsheet exports "Unicode text". */
export const clinic: WorldlyFile = {
  name: 'clinic.txt',
  about: 'UTF-16 with a mark, tabs, Chinese names, classes and words for yes and no',
  target: '风险等级',
  rows: { whole: 1800, small: 1500 },
  write(size) {
    const draws = new Draws(5);
    const rows = Array.from({ length: this.rows[size] }, (_, i) => {
      const age = draws.integer(18, 90);
      const pressure = Math.round(draws.normal(105 + 0.45 * age, 12));
      const smokes = draws.chance(0.3);
      const city = draws.pick(['北京', '上海', '广州', '成都', '西安']);
      const sugar = draws.normal(5.4 + 0.01 * age, 0.9);
      const risk =
        0.05 * (age - 54) + 0.05 * (pressure - 129) + (smokes ? 1.4 : -0.6) + 0.9 * (sugar - 6);
      const seen = risk + draws.normal(0, 0.55);
      return [
        i,
        age,
        pressure,
        smokes ? '是' : '否',
        city,
        draws.orMissing(sugar.toFixed(1), 0.07, '缺失'),
        seen > 1.2 ? '高' : seen > -1 ? '中' : '低',
      ];
    });
    const header = ['序号', '年龄', '收缩压', '吸烟', '城市', '血糖', '风险等级'];
    return utf16(delimited([header, ...rows], '\t', '\r\n'));
  },
};
