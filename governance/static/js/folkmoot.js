// What JavaScript adds. Every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
  createAll,
} from "../design-system/govuk-frontend-6.6.0.min.js";

const COMPONENTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
COMPONENTS.forEach((component) => createAll(component));
tellOfTheConnection(document.querySelector("[data-offline]"));
document.querySelectorAll("[data-menu]").forEach(closeWhenLeft);
document.querySelectorAll("[data-strip] [aria-current]").forEach(bringIntoView);

// Say that the connection is lost, keep forms from being sent into the void, and be quiet again after.
function tellOfTheConnection(region) {
  if (!region) return;
  const words = region.querySelector("template");
  const say = () => {
    if (region.children.length === 1) region.append(words.content.cloneNode(true));
  };
  window.addEventListener("offline", say);
  window.addEventListener("online", () => region.replaceChildren(words));
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    say();
    region.scrollIntoView({ block: "nearest" });
  });
  if (!navigator.onLine) say();
}

// A menu closes with Escape, and when the person turns to something else.
function closeWhenLeft(menu) {
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", (event) => menu.contains(event.target) || close());
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    menu.querySelector("summary").focus();
  });
}

// On a phone the bar scrolls within itself: start it where the person is.
function bringIntoView(link) {
  const strip = link.closest("[data-strip]");
  const beyond = link.offsetLeft + link.offsetWidth - strip.clientWidth;
  if (beyond > 0) strip.scrollLeft = beyond + strip.clientWidth / 3;
}
