/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed on every machine.
///
/// What is drawn from it goes through the methods here, in whole numbers: the standard library does
/// not promise that its own ways of drawing stay as they are.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A whole number from 0 up to, but not including, `bound`.
  package mutating func number(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A whole number of a range, both ends included.
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + number(below: range.count)
  }

  /// Whether something that happens `percent` times in a hundred happens now.
  package mutating func chance(_ percent: Int) -> Bool {
    number(below: 100) < percent
  }

  /// One of some things, each as likely as the others.
  package mutating func pick<Choices: RandomAccessCollection>(
    _ choices: Choices
  ) -> Choices.Element {
    choices[choices.index(choices.startIndex, offsetBy: number(below: choices.count))]
  }

  /// The index of one of some weights, each as likely as it weighs.
  package mutating func pickIndex(weights: [Int]) -> Int {
    var rest = number(below: weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }
}
