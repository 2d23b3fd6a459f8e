/// The words that the program was called with.
enum Words {
  /// Those of this process, without the program's name.
  ///
  /// - Throws: ``Failure`` where one is no UTF-8: it would name another stream or file than was meant.
  static func ofProcess() throws(Failure) -> [String] {
    var words: [String] = []
    for number in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[number], let word = String(validatingCString: bytes)
      else { throw Failure("word \(number) of the call is no UTF-8; give it in UTF-8") }
      words.append(word)
    }
    return words
  }
}
