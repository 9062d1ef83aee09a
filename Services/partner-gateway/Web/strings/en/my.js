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
};
