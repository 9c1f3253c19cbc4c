// Runs the time of whoever speaks, by the server's clock. Without this script the page says when the speech began and when it is to end.
let ahead = 0, told = "";

setInterval(tick, 500);
tick();

function tick() {
  for (const one of document.querySelectorAll("[data-clock-ends]")) {
    const { clockNow, clockEnds, clockLeft, clockOver } = one.dataset;
    if (clockNow !== told) { told = clockNow; ahead = Date.now() - Date.parse(clockNow); } // a fragment has just come from the server
    const seconds = Math.round((Date.parse(clockEnds) + ahead - Date.now()) / 1000);
    const far = Math.abs(seconds);
    const shown = `${Math.floor(far / 60)}:${String(far % 60).padStart(2, "0")}`;
    one.textContent = (seconds < 0 ? clockOver : clockLeft).replace("0:00", shown);
  }
}
