export const my = {
  title: "Meine Termine",
  coming: "Demnächst",
  past: "Vergangen",
  none: "Noch keine Termine. Was Sie mit Ihrer E-Mail-Adresse buchen, erscheint hier.",
  book: "Termin buchen",
  again: "Erneut buchen",
  all: "Alle Termine",
  change: "Verschieben oder absagen",
  more: "Ältere Termine",
};
