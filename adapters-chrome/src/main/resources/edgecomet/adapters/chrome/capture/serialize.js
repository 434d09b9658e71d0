// Returns the document as HTML with what markup alone does not hold: open shadow roots as declarative ones, and the rules
// of style elements and adopted style sheets as text. Returns '' for a document that has none of these, and for one that
// is too large; the browser's own serialization is right for the former. Changes nothing in the page. Runs in an isolated
// world, so that all it calls is the browser's own. Members of elements and of the document are read through the getters
// of their prototypes: a form has its fields as members, whatever their names, and a document its forms and images.
((maxElements, maxLength) => {
  const HTML = 'http://www.w3.org/1999/xhtml';
  const PREFIXES = new Map([['http://www.w3.org/1999/xlink', 'xlink:'], ['http://www.w3.org/XML/1998/namespace', 'xml:'],
    ['http://www.w3.org/2000/xmlns/', 'xmlns:']]);

  const getter = (type, name) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, name).get;
    return object => Reflect.apply(get, object, []);
  };
  const nodeType = getter(Node, 'nodeType');
  const parentNode = getter(Node, 'parentNode');
  const childNodes = getter(Node, 'childNodes');
  const attributes = getter(Element, 'attributes');
  const localName = getter(Element, 'localName');
  const namespace = getter(Element, 'namespaceURI');
  const prefix = getter(Element, 'prefix');
  const tagName = getter(Element, 'tagName');
  const outerHTML = getter(Element, 'outerHTML');
  const shadowRoot = getter(Element, 'shadowRoot');
  const head = getter(Document, 'head')(document);
  const adopted = getter(Document, 'adoptedStyleSheets')(document);

  // An element whose markup cannot be taken as it is, or that holds one: a style element's rules where they are not what
  // its text says, and null for the others.
  const special = new Map();
  let elements = 0;

  const rulesOf = sheet => Array.from(sheet.cssRules, rule => rule.cssText);

  const parsed = text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return rulesOf(sheet);
  };

  // The rules of a style element, or null where its text says the same. A constructed sheet knows no imports.
  const madeByScript = style => {
    const rules = rulesOf(style.sheet);
    const own = rules.filter(rule => !rule.startsWith('@import'));
    const written = style.textContent.trim() === '' ? [] : parsed(style.textContent);
    return own.length === written.length && own.every((rule, i) => rule === written[i]) ? null : rules;
  };

  const mark = element => {
    for (let node = element; node; node = parentNode(node) ?? node.host) {
      if (nodeType(node) === Node.ELEMENT_NODE) {
        if (node !== element && special.has(node)) {
          return;
        }
        if (!special.has(node)) {
          special.set(node, null);
        }
      }
    }
  };

  const search = root => {
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (++elements > maxElements) {
        throw new RangeError('too many elements');
      }
      const shadow = shadowRoot(node);
      if (shadow) {
        mark(node);
        search(shadow);
      } else if (localName(node) === 'style' && node.sheet) {
        const rules = madeByScript(node);
        if (rules) {
          mark(node);
          special.set(node, rules);
        }
      }
    }
  };

  const out = [];
  let length = 0;
  const write = text => {
    length += text.length;
    if (length > maxLength) {
      throw new RangeError('too long');
    }
    out.push(text);
  };

  const escaped = text => text.replace(/&/g, '&amp;').replace(/\u00a0/g, '&nbsp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const quoted = text => escaped(text).replace(/"/g, '&quot;');
  const nameOf = attribute => (PREFIXES.get(attribute.namespaceURI) ?? '') + attribute.localName;
  const writeStyle = rules => write(rules.join('\n').replace(/<(?=\/style)/gi, '\\3c '));

  const writeSheets = sheets => {
    for (const sheet of sheets) {
      if (!sheet.disabled && sheet.cssRules.length > 0) {
        write(sheet.media.mediaText === '' ? '<style>' : `<style media="${quoted(sheet.media.mediaText)}">`);
        writeStyle(rulesOf(sheet));
        write('</style>');
      }
    }
  };

  const writeShadow = root => {
    write(`<template shadowrootmode="${root.mode}"`);
    for (const flag of ['delegatesFocus', 'clonable', 'serializable']) {
      if (root[flag]) {
        write(` shadowroot${flag.toLowerCase()}=""`);
      }
    }
    write('>');
    writeChildren(root);
    writeSheets(root.adoptedStyleSheets);
    write('</template>');
  };

  const writeElement = element => {
    if (!special.has(element)) {
      write(outerHTML(element));
      return;
    }
    const isHtml = namespace(element) === HTML;
    const name = isHtml || prefix(element) === null ? localName(element) : tagName(element);
    write('<' + name);
    for (const attribute of attributes(element)) {
      write(` ${nameOf(attribute)}="${quoted(attribute.value)}"`);
    }
    write('>');
    if (special.get(element)) {
      writeStyle(special.get(element));
    } else {
      const shadow = shadowRoot(element);
      if (shadow) {
        writeShadow(shadow);
      }
      writeChildren(element);
      if (element === head) {
        writeSheets(adopted);
      }
    }
    write(`</${name}>`);
  };

  const writeChildren = parent => {
    for (const node of childNodes(parent)) {
      switch (nodeType(node)) {
        case Node.ELEMENT_NODE: writeElement(node); break;
        case Node.TEXT_NODE: write(escaped(node.data)); break;
        case Node.COMMENT_NODE: write(`<!--${node.data}-->`); break;
        case Node.PROCESSING_INSTRUCTION_NODE: write(`<?${node.target} ${node.data}>`); break;
        case Node.DOCUMENT_TYPE_NODE: writeDoctype(node); break;
      }
    }
  };

  const writeDoctype = type => {
    const system = type.systemId ? ` "${type.systemId}"` : '';
    const ids = type.publicId ? ` PUBLIC "${type.publicId}"${system}` : system && ` SYSTEM${system}`;
    write(`<!DOCTYPE ${type.name}${ids}>`);
  };

  try {
    search(document);
    if (head && adopted.length > 0) {
      mark(head);
    }
    if (special.size > 0) {
      writeChildren(document);
    }
    return out.join('');
  } catch (e) {
    if (e instanceof RangeError) {
      return '';
    }
    throw e;
  }
})
