// Keeps the count of records true, and says so when it can no longer be.
const position = document.getElementById("position");
const lamp = document.getElementById("lamp");
const channel = new EventSource("/live");
const told = (event) => {
  position.textContent = JSON.parse(event.data).position;
  lamp.textContent = "live";
};
channel.addEventListener("change", told);
channel.addEventListener("again", told);
channel.addEventListener("error", () => {
  lamp.textContent = "not live: the camp node does not answer";
});
