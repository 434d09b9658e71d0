// Notes when the document last changed. Styles of elements do not count: what changes them for ever is an animation.
if (window === window.top) {
  const changes = { at: performance.now() };
  globalThis.edgecometChanges = changes;
  new MutationObserver(records => {
    if (records.some(record => record.type !== 'attributes' || record.attributeName !== 'style')) {
      changes.at = performance.now();
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
