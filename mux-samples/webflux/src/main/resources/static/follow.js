/** Server-sent events for as long as they are wanted, also when the gateway goes and comes back. */

const BETWEEN_TRIES_MS = 1_000;

/**
 * Follows a stream.
 *
 * @param url where it is
 * @param handlers by the name of the event, each gets the data; `lost` is told when the stream breaks
 * @returns a function that ends it
 */
export function follow(url, { lost = () => {}, ...handlers }) {
  let source;
  let retry;

  function begin() {
    source = new EventSource(url);
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
    source.onerror = () => {
      lost();
      // After a status that says no, a browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) {
        retry = setTimeout(begin, BETWEEN_TRIES_MS);
      }
    };
  }

  begin();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
