// Tells whether timers are about to fire: those of at most a second, set by the main frame, and not the tail of a chain
// of timers that set each other. Only syntax and what is kept here is used once the page runs, as it may patch the rest.
(() => {
  const tell = globalThis.__edgecometTimers;
  delete globalThis.__edgecometTimers;
  if (window !== window.top || typeof tell !== 'function') {
    return;
  }
  const LONGEST = 1000;
  const DEEPEST = 5;
  const apply = Reflect.apply;
  const pending = Object.create(null);
  let words = 1000;
  let count = 0;
  let depth = 0;
  let told = false;

  const say = () => {
    if (count > 0 !== told && words > 0) {
      words--;
      told = count > 0 && words > 0;
      tell(told ? 'pending' : 'none');
    }
  };
  const end = id => {
    if (typeof id === 'number' && pending[id]) {
      delete pending[id];
      count--;
      say();
    }
  };
  const isWatched = (callback, delay) =>
    typeof callback === 'function' && depth < DEEPEST &&
    (delay === undefined || typeof delay === 'number' && !(delay > LONGEST));

  window.setTimeout = new Proxy(window.setTimeout, {
    apply(target, self, args) {
      if (!isWatched(args[0], args[1])) {
        return apply(target, self, args);
      }
      const callback = args[0];
      const level = depth + 1;
      let id;
      args[0] = function () {
        const before = depth;
        depth = level;
        try {
          return apply(callback, this, arguments);
        } finally {
          depth = before;
          end(id);
        }
      };
      id = apply(target, self, args);
      pending[id] = true;
      count++;
      say();
      return id;
    }
  });
  for (const name of ['clearTimeout', 'clearInterval']) {
    window[name] = new Proxy(window[name], {
      apply(target, self, args) {
        const result = apply(target, self, args);
        end(args[0]);
        return result;
      }
    });
  }
})();
