// A code behind the # of the address never reaches the server by itself: it is put into the form, taken out of the address bar, and sent.
"use strict";
(() => {
  const field = document.querySelector("form[data-code] input[name=code]");
  const code = location.hash.slice(1, 101);
  if (field === null || !/^[0-9A-Za-z-]+$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
})();
