import CVTerm
public import TextUI

/// A terminal in memory: what it is sent becomes a screen to look at.
final class TerminalModel {
  /// What the program has switched on.
  final class Properties {
    var isCursorVisible = true
    var isAlternateScreen = false
    var mouse = 0
  }

  let properties = Properties()
  private(set) var size: Size
  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>

  init(size: Size) {
    self.size = size
    terminal = vterm_new(Int32(size.rows), Int32(size.columns))
    vterm_set_utf8(terminal, 1)
    screen = vterm_obtain_screen(terminal)
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(to: VTermScreenCallbacks())
    callbacks.pointee.settermprop = { property, value, user in
      guard let value, let user else { return 0 }
      let properties = Unmanaged<Properties>.fromOpaque(user).takeUnretainedValue()
      switch property {
      case VTERM_PROP_CURSORVISIBLE: properties.isCursorVisible = value.pointee.boolean != 0
      case VTERM_PROP_ALTSCREEN: properties.isAlternateScreen = value.pointee.boolean != 0
      case VTERM_PROP_MOUSE: properties.mouse = Int(value.pointee.number)
      default: break
      }
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, Unmanaged.passUnretained(properties).toOpaque())
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    callbacks.deallocate()
  }

  func resize(_ size: Size) {
    self.size = size
    vterm_set_size(terminal, Int32(size.rows), Int32(size.columns))
  }

  /// Takes what the program wrote; returns what the terminal answers.
  func take(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let chars = bytes.map { CChar(bitPattern: $0) }
    _ = vterm_input_write(terminal, chars, chars.count)
    var answer = [CChar](repeating: 0, count: 4096)
    let count = vterm_output_read(terminal, &answer, answer.count)
    return answer.prefix(count).map { UInt8(bitPattern: $0) }
  }

  var cursor: Point {
    let position = rw_vterm_cursor(terminal)
    return Point(column: Int(position.col), row: Int(position.row))
  }

  func cell(column: Int, row: Int) -> ShownCell? {
    let cell = rw_vterm_read(screen, Int32(row), Int32(column))
    if cell.is_covered { return nil }
    var text = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.scalars) { bytes in
      let scalars = bytes.bindMemory(to: UInt32.self).prefix(Int(cell.scalar_count))
      text.append(contentsOf: scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" })
    }
    return ShownCell(
      text: text.isEmpty ? " " : String(text),
      style: Style(
        foreground: cell.foreground < 0 ? .standard : .palette(UInt8(cell.foreground)),
        isBold: cell.is_bold, isReversed: cell.is_reversed, isUnderlined: cell.is_underlined))
  }
}

/// A cell as the terminal shows it.
public struct ShownCell: Hashable, Sendable {
  /// Its scalars; a space where nothing was written.
  public let text: String
  /// Its look, as far as the model tells: dim is not known.
  public let style: Style
}
