/// Some bytes of a file, and where in it they begin.
struct FilePiece: Sendable {
  var start: Int
  var memory: LineMemory
}
