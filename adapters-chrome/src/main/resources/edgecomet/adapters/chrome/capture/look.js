(selector => {
  const changes = globalThis.edgecometChanges;
  const unchanged = changes ? Math.floor(performance.now() - changes.at) : 0;
  let found;
  try {
    found = selector === '' || document.querySelector(selector) !== null ? 'found' : 'missing';
  } catch {
    found = 'invalid';
  }
  return [unchanged, document.fonts.status, found].join(' ');
})
