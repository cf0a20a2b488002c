// Draws the charts that come near the window, and gives up 3-D ones that are far from it again:
// a browser keeps no more than 16 WebGL drawings alive on one page.

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) draw(target);
    else giveUp(target);
  }
}, { rootMargin: "300px" });

for (const chart of document.querySelectorAll("figure.chart")) observer.observe(chart);

async function draw(chart) {
  const live = chart.querySelector(".live");
  if (!live.hidden) return;
  const figure = JSON.parse(chart.querySelector("script").textContent);
  chart.dataset.webgl = figure.data.some(({ type = "" }) => /3d$|^surface$|gl$/.test(type));
  live.hidden = false;
  try {
    await globalThis.Plotly.newPlot(live, figure.data, figure.layout, figure.config);
    chart.querySelector(".still").style.display = "none";
  } catch (error) {
    // Without WebGL, for instance: the picture stays.
    live.hidden = true;
    console.warn(error);
  }
}

function giveUp(chart) {
  const live = chart.querySelector(".live");
  if (live.hidden || chart.dataset.webgl !== "true") return;
  chart.querySelector(".still").style.display = "";
  globalThis.Plotly.purge(live);
  live.hidden = true;
}
