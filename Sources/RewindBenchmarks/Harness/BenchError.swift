internal import Platform

/// Why a measurement or a log could not be made, in one line.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Does something; what the system refuses is thrown as this error.
  static func wrap<Value: ~Copyable>(
    _ body: @autoclosure () throws(SystemError) -> Value
  ) throws(BenchError) -> Value {
    do {
      return try body()
    } catch {
      throw BenchError("\(error)")
    }
  }
}
