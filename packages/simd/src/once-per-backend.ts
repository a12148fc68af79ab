/**
 * A function that finds what belongs to a TensorFlow.js backend. It is made once for each backend, since
 * a program may remove a backend and make it again.
 */
export function oncePerBackend<Backend extends object, Made>(
  find: () => Backend,
  make: (backend: Backend) => Made,
): () => Made {
  const known = new WeakMap<Backend, Made>();
  return () => {
    const backend = find();
    let made = known.get(backend);
    if (made === undefined) {
      made = make(backend);
      known.set(backend, made);
    }
    return made;
  };
}
