/// The time in a file's name: `20260102T030405678901Z`.
enum FileStamp {
  static func now() -> String {
    Timestamp.now().rfc3339.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
  }
}
