/// The version that `rewind --version` and the man page name.
enum Version {
  static let number = "0.1.0"
}
