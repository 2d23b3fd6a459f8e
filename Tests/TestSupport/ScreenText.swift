public import TextUI

/// A canvas as text that people can read and compare: its rows, then a letter for each cell's
/// style, then what the letters mean.
public enum ScreenText {
  /// The text of the canvas; it ends in a line end.
  public static func text(of canvas: Canvas) -> String {
    let edge = "+" + String(repeating: "-", count: canvas.size.columns) + "+"
    var lines = [edge]
    lines += canvas.rows().map { "|\($0)|" }
    lines.append(edge)
    var letters: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    for row in 0..<canvas.size.rows {
      var line = "|"
      for column in 0..<canvas.size.columns {
        let style = canvas[column, row].style
        if letters[style] == nil {
          let letter = self.letter(letters.count - 1)
          letters[style] = letter
          legend.append("\(letter) \(describe(style))")
        }
        line.append(letters[style]!)
      }
      lines.append(line + "|")
    }
    lines.append(edge)
    lines += legend
    if let cursor = canvas.cursor {
      lines.append("cursor at column \(cursor.column), row \(cursor.row)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func letter(_ number: Int) -> Character {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return letters[min(number, letters.count - 1)]
  }

  private static func describe(_ style: Style) -> String {
    var words: [String] = []
    if case .palette(let number) = style.foreground {
      let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
      words.append((number < 8 ? "" : "bright ") + names[Int(number) % 8])
    }
    if style.isBold { words.append("bold") }
    if style.isDim { words.append("dim") }
    if style.isReversed { words.append("reversed") }
    if style.isUnderlined { words.append("underlined") }
    return words.joined(separator: " ")
  }
}
