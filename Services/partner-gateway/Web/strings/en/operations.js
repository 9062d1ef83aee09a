export const operations = {
  title: "Running",
};
