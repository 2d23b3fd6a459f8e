internal import Rewind

/// The keys of the rows that an event goes to, as a program answers them: a text, several in a list, or null.
enum ProgramKeys {
  /// Longer keys would make a read model that nobody can query.
  private static let longest = 65_536

  /// The keys that were answered to a number.
  ///
  /// - Throws: what the program says is wrong, or what is wrong with its answer.
  static func keys(
    of number: Int, in answers: ProgramAnswers
  ) throws(MalformedKeys) -> [String] {
    if let error = answers.errors[number] { throw MalformedKeys(description: error) }
    guard let answer = answers.keys[number] else { return [] }
    return try keys(in: answer)
  }

  /// The keys of an answer, each once.
  ///
  /// - Throws: what is wrong with it.
  private static func keys(in answer: JSONText) throws(MalformedKeys) -> [String] {
    let given: [JSONValue] =
      switch answer.value {
      case .null: []
      case .array(let list): list
      case let key: [key]
      }
    var keys: [String] = []
    var known: Set<StreamName> = []
    for key in given {
      let key = try text(of: key)
      if known.insert(StreamName(key)).inserted { keys.append(key) }
    }
    return keys
  }

  private static func text(of key: JSONValue) throws(MalformedKeys) -> String {
    guard let text = key.string else {
      throw MalformedKeys(
        description: "a key is a text, several in a list, or null, not "
          + ProgramChannel.shortened(key.jsonText.bytes))
    }
    guard text.utf16.count <= longest else {
      throw MalformedKeys(
        description: "a key has at most \(longest) characters, and this one \(text.utf16.count)")
    }
    return text
  }
}

/// What is wrong with the keys that a program answered.
struct MalformedKeys: Error {
  let description: String
}
