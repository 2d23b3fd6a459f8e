/// Words of calls that are proposed to a person.
package enum ShellWord {
  /// A text as a shell takes it for one word: as it is, or in single quotes.
  ///
  /// Two equals signs are quoted, so that they are not taken for a slip.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && !text.contains("==")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: "_-=.,/:+@%".utf8.contains(byte)
        }
      }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
