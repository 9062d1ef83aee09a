export const my = {
  title: "My appointments",
  coming: "Coming",
  past: "Past",
  none: "No appointments yet. What you book with your e-mail address appears here.",
  book: "Book an appointment",
  again: "Book again",
  all: "All appointments",
  change: "Move or cancel",
  more: "Older appointments",
  calendar: {
    title: "All appointments in your calendar",
    text:
      "It follows moves and cancellations too. Whoever has the address can read it: get a new one, or stop, and the old one is void.",
    open: "Get an address", subscribe: "Subscribe", renew: "New address", close: "Stop",
  },
};
