"""The only readers of the tables of petitions. Where an account may not know of something, the answer is the same as if it did not exist: Http404."""
