/// A world in which JavaScript runs: a context of JavaScriptCore, used by one thread, never torn down.
struct ScriptContext {
  private let engine: JavaScriptCore
  private let context: JavaScriptCore.Context

  /// A value of the context that stays until the process ends.
  struct Kept {
    fileprivate let value: JavaScriptCore.Value
  }

  init?(_ engine: JavaScriptCore) {
    guard let context = engine.makeContext(nil) else { return nil }
    self.engine = engine
    self.context = context
  }

  // MARK: Code

  /// Runs code, and keeps what it comes to.
  ///
  /// - Parameter name: what the code's file is called in errors.
  func run(_ code: String, named name: String) throws(ScriptException) -> Kept {
    let (code, name) = (text(code), text(name))
    defer { for text in [code, name] { engine.releaseText(text) } }
    var exception: OpaquePointer?
    let value = engine.evaluate(context, code, nil, name, 1, &exception)
    return try kept(value, exception)
  }

  /// Where code is no script: the line, from 1, and what the parser says; nil where it is one.
  func syntaxError(in code: String) -> ScriptException? {
    let code = text(code)
    defer { engine.releaseText(code) }
    var exception: OpaquePointer?
    if engine.checkSyntax(context, code, nil, 1, &exception) { return nil }
    return self.exception(exception)
  }

  // MARK: Values

  /// Calls a function that is a member of an object, with values or texts.
  func call(_ name: String, of object: Kept, _ arguments: Kept...) throws(ScriptException) -> Kept {
    let function = try member(name, of: object)
    return try call(function, on: object, arguments)
  }

  /// Calls a function.
  func call(
    _ function: Kept, on object: Kept? = nil, _ arguments: [Kept]
  ) throws(ScriptException) -> Kept {
    let values: [OpaquePointer?] = arguments.map(\.value)
    var exception: OpaquePointer?
    let value = engine.call(
      context, function.value, object?.value, values.count, values, &exception)
    return try kept(value, exception, isProtected: false)
  }

  /// A member of an object.
  func member(_ name: String, of object: Kept) throws(ScriptException) -> Kept {
    let name = text(name)
    defer { engine.releaseText(name) }
    var exception: OpaquePointer?
    let value = engine.property(context, object.value, name, &exception)
    return try kept(value, exception)
  }

  /// Makes a value a global variable.
  func setGlobal(_ name: String, to value: Kept) throws(ScriptException) {
    guard let global = engine.globalObject(context) else { return }
    let name = text(name)
    defer { engine.releaseText(name) }
    var exception: OpaquePointer?
    engine.setProperty(context, global, name, value.value, 0, &exception)
    if exception != nil { throw self.exception(exception) }
  }

  /// A string of JavaScript; of bytes with a NUL, those before it.
  func string(_ bytes: [UInt8]) -> Kept {
    let text = (bytes + [0]).withUnsafeBytes { buffer in
      engine.makeText(buffer.bindMemory(to: CChar.self).baseAddress!)!
    }
    defer { engine.releaseText(text) }
    return Kept(value: engine.makeString(context, text)!)
  }

  /// A value as JavaScript makes it a string, in UTF-8.
  func bytes(of value: Kept) throws(ScriptException) -> [UInt8] {
    var exception: OpaquePointer?
    guard let text = engine.copyString(context, value.value, &exception) else {
      throw self.exception(exception)
    }
    defer { engine.releaseText(text) }
    return bytes(of: text)
  }

  /// What numbers are, as JavaScriptCore numbers its typed arrays.
  enum Numbers: Int32 {
    case int32 = 2
    case float64 = 8

    fileprivate var size: Int { self == .int32 ? 4 : 8 }
  }

  /// Numbers that scripts and others see in the same memory.
  func numbers(
    _ kind: Numbers, in memory: UnsafeMutableRawPointer, count: Int
  ) throws(ScriptException) -> Kept {
    var exception: OpaquePointer?
    let value = engine.makeTypedArray(
      context, kind.rawValue, memory, kind.size * count, nil, nil, &exception)
    return try kept(value, exception)
  }

  /// Frees what nothing refers to any more, and returns once that is done.
  func collect() { engine.collect(context) }

  // MARK: Within

  private func text(_ string: String) -> JavaScriptCore.Text {
    string.withCString { engine.makeText($0)! }
  }

  private func bytes(of text: JavaScriptCore.Text) -> [UInt8] {
    // Three bytes a character are too much of a long text, and seldom needed.
    let length = engine.length(text)
    return bytes(of: text, atMost: length + length / 8 + 64)
      ?? bytes(of: text, atMost: engine.longestUTF8(text)) ?? []
  }

  /// A text in UTF-8; nil where it may have more bytes, with the NUL at its end, than a number.
  private func bytes(of text: JavaScriptCore.Text, atMost capacity: Int) -> [UInt8]? {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let written = buffer.withMemoryRebound(to: CChar.self) {
        engine.copyUTF8(text, $0.baseAddress!, capacity)
      }
      // A character that does not fit is left out.
      isWhole = written > 0 && (written + 4 <= capacity || capacity == engine.longestUTF8(text))
      count = max(0, written - 1)
    }
    return isWhole ? bytes : nil
  }

  private func kept(
    _ value: OpaquePointer?, _ exception: OpaquePointer?, isProtected: Bool = true
  ) throws(ScriptException) -> Kept {
    guard exception == nil, let value else { throw self.exception(exception) }
    if isProtected { engine.protect(context, value) }
    return Kept(value: value)
  }

  private func exception(_ value: OpaquePointer?) -> ScriptException {
    guard let value else { return ScriptException(line: 0, column: 0, text: "out of memory") }
    let exception = Kept(value: value)
    func number(_ name: String) -> Int {
      guard let member = try? member(name, of: exception) else { return 0 }
      var ignored: OpaquePointer?
      return Int(exactly: engine.number(context, member.value, &ignored)) ?? 0
    }
    let text = (try? bytes(of: exception)).map { String(decoding: $0, as: UTF8.self) }
    return ScriptException(
      line: number("line"), column: number("column"), text: text ?? "something was thrown")
  }
}

/// What JavaScript threw.
struct ScriptException: Error {
  /// The line, from 1; 0 where it is not known.
  let line: Int
  /// The column, from 1; 0 where it is not known.
  let column: Int
  /// What it says.
  let text: String
}
