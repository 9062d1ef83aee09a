"""A page as it looks once it is done, as plain HTML: the peer that costs no script."""

# The door's policy lets no style stand in an element: those that scripts set go into a file. What scripts drew on a canvas is lost.
STATIC = """(styles) => {
  const root = document.documentElement.cloneNode(true), rules = [];
  root.querySelectorAll('script, noscript, link[rel=modulepreload], link[rel=manifest]').forEach((one) => one.remove());
  root.querySelectorAll('[style]').forEach((one, index) => {
    rules.push(`[data-styled="${index}"] { ${one.getAttribute('style')} }`);
    one.dataset.styled = index;
    one.removeAttribute('style');
  });
  root.querySelector('head').append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: styles }));
  return ['<!doctype html>' + root.outerHTML, rules.join('\\n')];
}"""


def as_static(page, styles):
    """The markup, which names `styles`, and what belongs there."""
    return page.evaluate(STATIC, styles)
