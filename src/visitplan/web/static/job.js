// A job that the page watches: asked for once a second; the page is loaded anew when it has ended.
export const box = document.querySelector("[data-job]");
export const shown = Object.fromEntries([...box.querySelectorAll("[data-show]")].map((each) => [each.dataset.show, each]));

export async function watch(show) {
  try {
    const answer = await fetch(box.dataset.job, { headers: { accept: "application/json" } });
    if (!answer.ok) return void location.reload();
    const told = await answer.json();
    if (told.state !== "queued" && told.state !== "running") return void location.reload();
    show(told);
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(watch, 1000, show);
}
