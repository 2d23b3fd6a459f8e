internal import Platform

/// The prelude in a context, ready to take in a script.
struct ScriptWorld {
  private let context: ScriptContext
  private let prelude: ScriptContext.Kept

  init(_ engine: JavaScriptCore) throws(ScriptException) {
    guard let context = ScriptContext(engine) else {
      throw ScriptException(line: 0, column: 0, text: "JavaScriptCore does not start")
    }
    self.context = context
    let add = try context.run(Prelude.start, named: "rewind:start")
    let shared = try Self.shared(in: context)
    _ = try Self.add("progress", shared.progress, by: add, in: context)
    var made = try Self.add("told", shared.told, by: add, in: context)
    var world = made
    for file in Prelude.files {
      let make = try context.run(file.code, named: "rewind:\(file.name)")
      made = try Self.add(file.name, make, by: add, in: context)
      if file.name == "world" { world = made }
    }
    // The last one has what is called.
    prelude = made
    let globals = try context.member("globals", of: prelude)
    for name in try context.bytes(of: context.call("globalNames", of: prelude))
      .split(separator: UInt8(ascii: " "))
      .map({ String(decoding: $0, as: UTF8.self) })
    {
      try context.setGlobal(name, to: try context.member(name, of: globals))
    }
    _ = try context.call("freezeLanguage", of: world)
  }

  private static func add(
    _ name: String, _ value: ScriptContext.Kept, by add: ScriptContext.Kept,
    in context: ScriptContext
  ) throws(ScriptException) -> ScriptContext.Kept {
    try context.call(add, [context.string(Array(name.utf8)), value])
  }

  /// The number that tells who asked how far a batch is, and those by which digests are told; they are in memory that both
  /// see.
  private static func shared(
    in context: ScriptContext
  ) throws(ScriptException) -> (progress: ScriptContext.Kept, told: ScriptContext.Kept) {
    let numbers: SharedNumbers
    do throws(SystemError) {
      numbers = try SharedNumbers(
        in: SystemFile(borrowing: 3, name: "the shared numbers"), count: ScriptProcess.toldCount)
    } catch {
      throw ScriptException(line: 0, column: 0, text: "\(error)")
    }
    let bytes = numbers.leakedBytes()
    return (
      try context.numbers(.float64, in: bytes.one, count: 1),
      try context.numbers(.int32, in: bytes.others, count: numbers.count)
    )
  }

  /// How many bytes a request or an answer has behind which the engine's garbage is collected at once.
  private static let largeSize = 4 << 20

  /// What a frame is answered; nil for one that asks nothing, and where memory does not suffice for an answer.
  func answer(to frame: HostFrame) -> [UInt8]? {
    do {
      switch frame.kind {
      case .fold: return try adopt(frame.bytes, "fold")
      case .upcaster: return try adopt(frame.bytes, "upcaster")
      case .projection: return try adopt(frame.bytes, "projection")
      case .batch:
        let answer = try context.bytes(
          of: context.call("call", of: prelude, context.string(frame.bytes)))
        // The engine would free large texts only after many more of them, which do not fit.
        if max(answer.count, frame.bytes.count) > Self.largeSize { context.collect() }
        return answer
      case .collect:
        context.collect()
        return []
      default: return nil
      }
    } catch {
      let isOver = frame.kind == .batch && error.text == "RangeError: Out of memory"
      return isOver ? nil : error.answer
    }
  }

  // MARK: Taking a script in

  private func adopt(_ bytes: [UInt8], _ kind: String) throws(ScriptException) -> [UInt8] {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3 else { throw ScriptException(line: 0, column: 0, text: "no script") }
    let (name, category, code) = (parts[0], parts[1], parts[2])
    if Self.isUTF16(bytes.dropFirst(name.utf8.count + category.utf8.count + 2)) {
      throw ScriptException(line: 0, column: 0, text: "the file is UTF-16; save it as UTF-8")
    }
    if let place = parts[2].utf8.firstIndex(of: 0) {
      let line = parts[2].utf8[..<place].count { $0 == UInt8(ascii: "\n") } + 1
      throw ScriptException(line: line, column: 0, text: "a NUL is no code")
    }
    let module = try ModuleSyntax(code, named: name) { context.syntaxError(in: $0) }
    _ = try context.call(
      "name", of: prelude, context.string(Array(name.utf8)), context.string(Array(category.utf8)),
      context.string(Array("\(Self.start.count)".utf8)), context.string(Array(module.code.utf8)),
      context.string(Array(kind.utf8)))
    do {
      let exported = try context.run(Self.wrapped(module), named: name)
      return try context.bytes(of: context.call("adopt", of: prelude, exported))
    } catch {
      if error.column == 0, error.text.hasPrefix("SyntaxError: ") {
        throw module.placed(error) { context.syntaxError(in: "\(Self.start)\($0)\n})") }
      }
      // What an export names is looked up behind the code.
      let isBehind = error.line > module.lineStarts.count
      let export = module.exports.first { error.text.hasSuffix("variable: \($0.inside)") }
      throw ScriptException(
        line: isBehind ? export?.line ?? 0 : error.line,
        column: isBehind
          ? 0 : error.line == 1 ? max(0, error.column - Self.start.count) : error.column,
        text: String(
          decoding: try context.bytes(
            of: context.call("advised", of: prelude, context.string(Array(error.text.utf8)))),
          as: UTF8.self))
    }
  }

  /// Whether code begins with the mark of UTF-16, or with a letter of it.
  private static func isUTF16(_ code: ArraySlice<UInt8>) -> Bool {
    let start = Array(code.prefix(2))
    return start == [0xFF, 0xFE] || start == [0xFE, 0xFF]
      || start.count == 2 && start.count { $0 == 0 } == 1
  }

  /// Before the code, in its first line, whose columns are that much greater.
  static let start = "(function(){\"use strict\";var \(ModuleSyntax.defaultName);"

  /// The code as an expression that comes to what it exports.
  private static func wrapped(_ module: ModuleSyntax) -> String {
    // A chain, which exports nothing, is run as KurrentDB runs it: not strictly.
    let start =
      module.exports.isEmpty
      ? "(function(){" + String(repeating: " ", count: start.count - 12) : start
    let members = module.exports.map { "\"\($0.name)\":\($0.inside)" }
    let peeks = module.variables.prefix(200).map {
      "[\"\($0.name)\",\($0.line),()=>{try{return \($0.name)}catch{}}]"
    }
    let lines = module.exports.map { "\"\($0.name)\":\($0.line)" }
    let all =
      members + [
        "$lines:{\(lines.joined(separator: ","))}", "$peeks:[\(peeks.joined(separator: ","))]",
      ]
    return "\(start)\(module.code)\n;return {\(all.joined(separator: ","))}})()"
  }
}

extension ScriptException {
  /// The answer that says so.
  fileprivate var answer: [UInt8] {
    let text = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20: " "
      default: String(scalar)
      }
    }.joined()
    return Array("{\"error\":[\(line),\(column),\"\(text)\"]}".utf8)
  }
}
