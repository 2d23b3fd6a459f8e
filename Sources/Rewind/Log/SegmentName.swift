internal import Platform

/// The names of segments: the first position in 16 digits, and `.jsonl`.
enum SegmentName {
  private static let ending = ".jsonl"

  static func make(firstPosition: Int) -> String {
    let digits = String(firstPosition)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ending
  }

  static func isOne(_ name: String) -> Bool {
    name.hasSuffix(ending) && name.utf8.count == 16 + ending.utf8.count
      && name.dropLast(ending.count).utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
