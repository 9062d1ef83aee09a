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
  calendar: {
    title: "Alle Termine in Ihrem Kalender",
    text:
      "Auch Verlegungen und Absagen. Wer die Adresse hat, kann mitlesen: Mit einer neuen, oder wenn Sie beenden, gilt die alte nicht mehr.",
    open: "Adresse holen", subscribe: "Abonnieren", renew: "Neue Adresse", close: "Beenden",
  },
};
