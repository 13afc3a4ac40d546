// Keeps the progress of a running push up to date; the page says the same without it when it is loaded again.
for (const place of document.querySelectorAll("[data-progress]")) {
  const source = new EventSource(place.dataset.progress);
  const said = place.querySelector("[data-said]");
  const bar = place.querySelector("progress");
  source.addEventListener("progress", ({ data }) => {
    const told = JSON.parse(data);
    said.textContent = told.said;
    bar.max = told.max;
    bar.value = told.value;
  });
  source.addEventListener("ended", ({ data }) => {
    source.close();
    said.textContent = JSON.parse(data).said;
    bar.value = bar.max;
  });
}
