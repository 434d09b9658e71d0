// Returns for how many milliseconds the document has not changed, whether fonts are loading, and whether the selector
// matches. The document's members are those of its prototype: a page can give it others by the names of its images.
(selector => {
  const changes = globalThis.edgecometChanges;
  const unchanged = changes ? Math.floor(performance.now() - changes.at) : 0;
  let found;
  try {
    found = selector === '' || Document.prototype.querySelector.call(document, selector) ? 'found' : 'missing';
  } catch {
    found = 'invalid';
  }
  return [unchanged, Object.getOwnPropertyDescriptor(Document.prototype, 'fonts').get.call(document).status, found].join(' ');
})
