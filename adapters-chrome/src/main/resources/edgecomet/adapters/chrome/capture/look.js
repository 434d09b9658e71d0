// Waits until the page has nothing to do, for half a second at most, and returns for how many milliseconds the document
// has not changed, whether fonts are loading, whether the page was busy all the time, and whether the selector matches.
// Work in slices that go by messages changes nothing until its end, and only the idle callback tells it from rest.
// The document's members are those of its prototype: a page can give it others by the names of its images.
(selector => new Promise(resolve => requestIdleCallback(idle => {
  const changes = globalThis.edgecometChanges;
  const unchanged = changes ? Math.floor(performance.now() - changes.at) : 0;
  let found;
  try {
    found = selector === '' || Document.prototype.querySelector.call(document, selector) ? 'found' : 'missing';
  } catch {
    found = 'invalid';
  }
  const fonts = Object.getOwnPropertyDescriptor(Document.prototype, 'fonts').get.call(document).status;
  resolve([unchanged, fonts, idle.didTimeout ? 'busy' : 'idle', found].join(' '));
}, { timeout: 500 })))
