internal import Platform

/// JavaScriptCore, a library that is loaded when it is first needed; its C interface is
/// <https://developer.apple.com/documentation/javascriptcore>.
///
/// References are opaque pointers. Those of strings are released by who made them; a value lives as long as
/// the stack of this thread or a protection knows it.
struct JavaScriptCore: Sendable {
  typealias Context = OpaquePointer
  typealias Value = OpaquePointer
  typealias Text = OpaquePointer
  typealias Exception = UnsafeMutablePointer<OpaquePointer?>

  let makeContext: @convention(c) (OpaquePointer?) -> Context?
  let makeText: @convention(c) (UnsafePointer<CChar>) -> Text?
  let releaseText: @convention(c) (Text) -> Void
  let length: @convention(c) (Text) -> Int
  let longestUTF8: @convention(c) (Text) -> Int
  let copyUTF8: @convention(c) (Text, UnsafeMutablePointer<CChar>, Int) -> Int
  let evaluate: @convention(c) (Context, Text, Value?, Text?, Int32, Exception) -> Value?
  let checkSyntax: @convention(c) (Context, Text, Text?, Int32, Exception) -> Bool
  let makeString: @convention(c) (Context, Text) -> Value?
  let makeUndefined: @convention(c) (Context) -> Value?
  let call:
    @convention(c) (Context, Value, Value?, Int, UnsafePointer<Value?>?, Exception) -> Value?
  let property: @convention(c) (Context, Value, Text, Exception) -> Value?
  let setProperty: @convention(c) (Context, Value, Text, Value, UInt32, Exception) -> Void
  let globalObject: @convention(c) (Context) -> Value?
  let copyString: @convention(c) (Context, Value, Exception) -> Text?
  let number: @convention(c) (Context, Value, Exception) -> Double
  let protect: @convention(c) (Context, Value) -> Void
  let collect: @convention(c) (Context) -> Void
  let makeTypedArray:
    @convention(c) (
      Context, Int32, UnsafeMutableRawPointer, Int,
      (@convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void)?,
      UnsafeMutableRawPointer?, Exception
    ) -> Value?

  /// The names of the library, of the newest API first.
  private static let names = [
    "libjavascriptcoregtk-6.0.so.1", "libjavascriptcoregtk-4.1.so.0",
    "libjavascriptcoregtk-4.0.so.18",
  ]

  /// Loads the library; nil where it is not there.
  ///
  /// - Parameter path: where it is; nil for wherever the system has it.
  init?(at path: String? = nil) {
    guard let library = DynamicLibrary(firstOf: path.map { [$0] } ?? Self.names),
      let makeContext = library.function("JSGlobalContextCreate", as: type(of: makeContext)),
      let makeText = library.function("JSStringCreateWithUTF8CString", as: type(of: makeText)),
      let releaseText = library.function("JSStringRelease", as: type(of: releaseText)),
      let length = library.function("JSStringGetLength", as: type(of: length)),
      let longestUTF8 = library.function(
        "JSStringGetMaximumUTF8CStringSize", as: type(of: longestUTF8)),
      let copyUTF8 = library.function("JSStringGetUTF8CString", as: type(of: copyUTF8)),
      let evaluate = library.function("JSEvaluateScript", as: type(of: evaluate)),
      let checkSyntax = library.function("JSCheckScriptSyntax", as: type(of: checkSyntax)),
      let makeString = library.function("JSValueMakeString", as: type(of: makeString)),
      let makeUndefined = library.function("JSValueMakeUndefined", as: type(of: makeUndefined)),
      let call = library.function("JSObjectCallAsFunction", as: type(of: call)),
      let property = library.function("JSObjectGetProperty", as: type(of: property)),
      let setProperty = library.function("JSObjectSetProperty", as: type(of: setProperty)),
      let globalObject = library.function("JSContextGetGlobalObject", as: type(of: globalObject)),
      let copyString = library.function("JSValueToStringCopy", as: type(of: copyString)),
      let number = library.function("JSValueToNumber", as: type(of: number)),
      let protect = library.function("JSValueProtect", as: type(of: protect)),
      // The other function for it returns before anything is freed.
      let collect = library.function(
        "JSSynchronousGarbageCollectForDebugging", as: type(of: collect)),
      let makeTypedArray = library.function(
        "JSObjectMakeTypedArrayWithBytesNoCopy", as: type(of: makeTypedArray))
    else { return nil }
    self.makeContext = makeContext
    self.makeText = makeText
    self.releaseText = releaseText
    self.length = length
    self.longestUTF8 = longestUTF8
    self.copyUTF8 = copyUTF8
    self.evaluate = evaluate
    self.checkSyntax = checkSyntax
    self.makeString = makeString
    self.makeUndefined = makeUndefined
    self.call = call
    self.property = property
    self.setProperty = setProperty
    self.globalObject = globalObject
    self.copyString = copyString
    self.number = number
    self.protect = protect
    self.collect = collect
    self.makeTypedArray = makeTypedArray
  }
}
