import Glibc

/// Makes local time that of central Europe; only for processes of their own, as all threads share it.
func setLocalZone() {
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1)
  tzset()
}
