-- wrk asks by GET unless told otherwise.
wrk.method = "HEAD"
