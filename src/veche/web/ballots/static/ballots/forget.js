// The address on a slip has the code behind its #. Where no booth takes it, it shall not stay in sight and in the history either.
if (location.hash) history.replaceState(null, "", location.pathname + location.search);
