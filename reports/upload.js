"use strict";

const drop = document.getElementById("drop");
const file = document.getElementById("file");
const send = document.getElementById("send");
const told = document.getElementById("told");
const bar = document.getElementById("bar");
const limit = Number(drop.dataset.limit);
const token = new URLSearchParams(location.search).get("token") || "";

function tell(text, bad) {
  told.textContent = text;
  told.className = bad ? "bad" : "";
}

function ready() {
  const chosen = file.files[0];
  send.disabled = true;
  if (!chosen) {
    tell("");
  } else if (!token) {
    tell("This address has no token. Open the one that “tracekit serve” printed.", true);
  } else if (chosen.size > limit) {
    tell("This file is larger than this page takes. Use “tracekit report” for it.", true);
  } else {
    tell("");
    send.disabled = false;
  }
}

function finish(text) {
  bar.hidden = true;
  send.disabled = false;
  tell(text, true);
}

function answered(request) {
  if (request.status === 201 && request.response) {
    location.assign(request.response.report);
    return;
  }
  const why = request.response && request.response.error;
  finish(why || "The answer was not understood (" + request.status + "). Try again.");
}

function upload() {
  const chosen = file.files[0];
  const request = new XMLHttpRequest();
  request.open("PUT", "/reports?name=" + encodeURIComponent(chosen.name));
  request.setRequestHeader("X-Tracekit-Token", token);
  request.responseType = "json";
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) {
      bar.value = event.loaded / event.total;
    }
  };
  request.upload.onload = () => {
    bar.removeAttribute("value");
    tell("Reading the traces …");
  };
  request.onload = () => answered(request);
  request.onerror = () => finish("The connection broke. Is “tracekit serve” still running, and the file not too large?");
  bar.value = 0;
  bar.hidden = false;
  send.disabled = true;
  tell("Sending " + chosen.name + " …");
  request.send(chosen);
}

file.addEventListener("change", ready);
send.addEventListener("click", upload);
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      ready();
    }
  });
}
ready();
