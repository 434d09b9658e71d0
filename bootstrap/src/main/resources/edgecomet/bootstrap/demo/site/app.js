// The whole shop. The page that the server sends has nothing but an empty element; everything that
// a reader, or a search engine, could want is put there by this script.

const shop = 'Perihelion';
const app = document.getElementById('app');

/** Makes an element: properties, then children (elements or text). */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'text') made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

async function json(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

const price = (product) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: product.currency }).format(product.price);

/** Says in the head what the page is; whatever an earlier page said there goes. */
function describe({ title, description, type = 'website', robots, data }) {
  document.title = `${title} · ${shop}`;
  document.head.querySelectorAll('[data-page]').forEach((old) => old.remove());
  const address = location.origin + location.pathname;
  const add = (name, properties) => document.head.append(element(name, { 'data-page': '', ...properties }));
  if (robots) add('meta', { name: 'robots', content: robots });
  else add('link', { rel: 'canonical', href: address });
  add('meta', { name: 'description', content: description });
  add('meta', { property: 'og:title', content: title });
  add('meta', { property: 'og:description', content: description });
  add('meta', { property: 'og:type', content: type });
  add('meta', { property: 'og:url', content: address });
  if (data) add('script', { type: 'application/ld+json', text: JSON.stringify(data) });
}

function picture(product) {
  const art = element('div', { class: 'art', role: 'img', 'aria-label': product.name });
  art.style.setProperty('--hue', product.hue);
  return art;
}

function card(product) {
  return element('li', { class: 'card' },
    picture(product),
    element('h2', {}, element('a', { href: `/product/${product.id}`, text: product.name })),
    element('p', { text: product.tagline }),
    element('p', { class: 'price', text: price(product) }));
}

async function listPage() {
  const products = await json('/api/products');
  describe({
    title: 'Instruments for comet watchers',
    description: `${products.length} instruments and companions for watching comets, from the first binoculars to the atlas.`,
    data: {
      '@context': 'https://schema.org',
      '@type': 'ItemList',
      itemListElement: products.map((product, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: product.name,
        url: `${location.origin}/product/${product.id}`,
      })),
    },
  });
  return [
    element('h1', { text: 'Instruments for comet watchers' }),
    element('p', { class: 'lead', text: 'Six things that turn a faint smudge into a visitor from the edge of the solar system.' }),
    element('ul', { class: 'cards' }, ...products.map(card)),
  ];
}

/** Comes only when the reader gets near: the part of the page that is loaded late. */
function reviews(product) {
  const place = element('section', { class: 'reviews', 'aria-labelledby': 'reviews' },
    element('h2', { id: 'reviews', text: 'What watchers say' }),
    element('p', { class: 'quiet', text: 'Loading…' }));
  const fill = async () => {
    const all = await json('/api/reviews');
    place.lastChild.replaceWith(...(all[product.id] ?? []).map((review) =>
      element('blockquote', {},
        element('p', { text: review.text }),
        element('footer', { text: `${review.author}, ${review.stars} of 5 stars` }))));
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      fill();
    }
  }, { rootMargin: '400px' });
  observer.observe(place);
  return place;
}

async function productPage(id) {
  const product = (await json('/api/products')).find((each) => each.id === id);
  if (!product) return missingPage();
  describe({
    title: product.name,
    description: product.tagline,
    type: 'product',
    data: {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: product.name,
      description: product.description,
      offers: {
        '@type': 'Offer',
        price: product.price,
        priceCurrency: product.currency,
        availability: 'https://schema.org/InStock',
      },
    },
  });
  const facts = Object.entries(product.facts)
    .flatMap(([name, value]) => [element('dt', { text: name }), element('dd', { text: value })]);
  return [
    element('article', { class: 'product' },
      picture(product),
      element('div', {},
        element('h1', { text: product.name }),
        element('p', { class: 'lead', text: product.tagline }),
        element('p', { text: product.description }),
        element('dl', {}, ...facts),
        element('p', { class: 'price', text: price(product) }))),
    reviews(product),
    element('p', {}, element('a', { href: '/', text: 'All instruments' })),
  ];
}

function missingPage() {
  describe({ title: 'Page not found', description: 'There is nothing at this address.', robots: 'noindex' });
  return [
    element('h1', { text: 'Page not found' }),
    element('p', {}, 'There is nothing at this address. ', element('a', { href: '/', text: 'All instruments' })),
  ];
}

function pageFor(path) {
  const product = /^\/product\/([^/]+)$/.exec(path);
  if (product) return productPage(decodeURIComponent(product[1]));
  if (path === '/') return listPage();
  return missingPage();
}

const main = element('main', { id: 'main', tabindex: '-1' });

function frame() {
  app.replaceChildren(
    element('a', { class: 'skip', href: '#main', text: 'Skip to the content' }),
    element('header', {},
      element('a', { class: 'brand', href: '/', text: shop }),
      element('nav', { 'aria-label': 'Main' },
        element('a', { href: '/', text: 'Instruments' }),
        element('a', { href: '/broken', text: 'A broken page' }))),
    main,
    element('footer', { class: 'quiet', text: 'A demo shop. Nothing here is for sale; the sky is free.' }));
}

/** Shows the page of the address; after a click the keyboard continues at its start. */
async function show(afterClick) {
  main.replaceChildren(...await pageFor(location.pathname));
  if (afterClick) {
    scrollTo(0, 0);
    main.focus();
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  const ours = link && link.origin === location.origin && !link.hash && link.pathname !== '/broken';
  if (!ours || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show(true);
});
addEventListener('popstate', () => show(true));

if (location.pathname === '/broken') throw new Error('this page is broken on purpose');
frame();
show(false);
