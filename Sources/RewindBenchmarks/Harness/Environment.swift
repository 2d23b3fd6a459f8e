internal import Platform

/// What the programs that are measured find in their environment: nothing of the person's own.
enum Environment {
  /// - Parameter home: the folder that a program may keep things in.
  static func variables(home: String) -> [String] {
    [
      "PATH=\(ThisProcess.variable("PATH") ?? "/usr/bin:/bin")", "HOME=\(home)",
      "XDG_CACHE_HOME=\(home)/cache", "LC_ALL=C.UTF-8",
    ]
  }
}
