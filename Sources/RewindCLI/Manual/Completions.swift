/// The completion scripts in `assets/completions`, made from the table of commands.
enum Completions {
  /// Each script's file name with its text.
  static var all: [(file: String, text: String)] {
    [("rewind.bash", bash), ("_rewind", zsh), ("rewind.fish", fish)]
  }

  private static let note =
    "Made from the table of commands; RECORD_ASSETS=1 swift test writes it again."
  /// The commands that the first word can name.
  private static let typed = CommandTable.all.filter { $0.name != .open && !$0.name.isSubcommand }
  private static let groups = typed.filter { !$0.subcommands.isEmpty }

  private static func words(of group: CommandSpecification) -> String {
    group.subcommands.map(\.name.lastWord).joined(separator: " ")
  }

  // MARK: - bash

  private static var bash: String {
    let names = typed.map(\.name.rawValue).joined(separator: " ")
    let ofCommands = CommandTable.all.map { command in
      let options = command.allOptions.map { "--\($0.name)" }.joined(separator: " ")
      let pattern = command.name == .open ? "*" : "\"\(command.name.rawValue)\""
      let words = command.subcommands.isEmpty ? "" : " words=\"\(words(of: command))\""
      return "    \(pattern)) options=\"\(options)\"\(words) ;;"
    }
    let seconds = groups.map { group in
      "      \(group.name.rawValue)) case \" \(words(of: group)) \" in *\" $word \"*)"
        + " command=\"\(group.name.rawValue) $word\" ;; esac ;;"
    }
    // The general pattern comes last.
    let cases = ofCommands.dropFirst() + ofCommands.prefix(1)
    return """
      # bash completion for rewind. \(note)
      _rewind() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local command="" word words="" options
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case "$command" in
            "") case " \(names) " in *" $word "*) command="$word" ;; esac ;;
      \(seconds.joined(separator: "\n"))
          esac
        done
        case "$previous" in
      \(bashValues.joined(separator: "\n"))
        esac
        case "$command" in
      \(cases.joined(separator: "\n"))
        esac
        if [[ "$current" == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$current"))
        elif [[ -n "$words" ]]; then
          COMPREPLY=($(compgen -W "$words" -- "$current"))
        else
          COMPREPLY=($(compgen -f -- "$current"))
          [[ -n "$command" ]] || COMPREPLY+=($(compgen -W "\(names)" -- "$current"))
        fi
      }
      complete -o filenames -F _rewind rewind

      """
  }

  private static var bashValues: [String] {
    optionsWithValue.map { option in
      let pattern = (option.letter.map { "-\($0)|" } ?? "") + "--\(option.name)"
      let reply =
        switch option.completion {
        case .none: "COMPREPLY=()"
        case .file: "COMPREPLY=($(compgen -f -- \"$current\"))"
        case .directory: "COMPREPLY=($(compgen -d -- \"$current\"))"
        case .oneOf(let words):
          "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\"))"
        }
      return "    \(pattern)) \(reply); return ;;"
    }
  }

  /// Each option that takes a value, once.
  private static var optionsWithValue: [Option] {
    var seen: Set<String> = []
    return CommandTable.all.flatMap(\.allOptions).filter {
      $0.value != nil && seen.insert($0.name).inserted
    }
  }

  // MARK: - zsh

  private static var zsh: String {
    let names = typed.map { "    '\($0.name.rawValue):\(zshQuoted($0.summary))'" }
    let cases = CommandTable.all.filter { $0.name != .open }.map { command in
      "    \(zshPattern(command.name))) _arguments \(zshArguments(of: command)) ;;"
    }
    let seconds = groups.map { group in
      "      \(group.name.rawValue)) [[ \" \(words(of: group)) \" == *\" $word \"* ]]"
        + " && command=\"\(group.name.rawValue) $word\" ;;"
    }
    let open = CommandTable.specification(of: .open)
    return """
      #compdef rewind
      # \(note)
      _rewind() {
        local -a commands
        commands=(
      \(names.joined(separator: "\n"))
        )
        local command="" word
        for word in "${(@)words[2,CURRENT-1]}"; do
          case "$command" in
            "") [[ -n "${commands[(r)$word:*]}" ]] && command="$word" ;;
      \(seconds.joined(separator: "\n"))
          esac
        done
        case "$command" in
      \(cases.joined(separator: "\n"))
        *)
          [[ "$PREFIX" == -* ]] || _describe -t commands command commands
          _arguments \(zshArguments(of: open))
          ;;
        esac
      }
      _rewind "$@"

      """
  }

  private static func zshArguments(of command: CommandSpecification) -> String {
    let options = command.allOptions.map { option -> String in
      let repeats = option.repeats ? "*" : ""
      let value = option.value.map { ":\($0):\(zshAction(option.completion))" } ?? ""
      return "'\(repeats)--\(option.name)[\(zshQuoted(option.help))]\(value)'"
    }
    let operand =
      command.subcommands.isEmpty ? "'*:file:_files'" : "'*:command:(\(words(of: command)))'"
    return (options + [operand]).joined(separator: " ")
  }

  private static func zshPattern(_ name: CommandName) -> String {
    name.rawValue.replacing(" ", with: "\\ ")
  }

  private static func zshAction(_ completion: Completion) -> String {
    switch completion {
    case .none: ""
    case .file: "_files"
    case .directory: "_files -/"
    case .oneOf(let words): "(\(words.joined(separator: " ")))"
    }
  }

  private static func zshQuoted(_ text: String) -> String {
    text.replacing("'", with: "'\\''").replacing(":", with: "\\:")
      .replacing("[", with: "\\[").replacing("]", with: "\\]")
  }

  // MARK: - fish

  private static var fish: String {
    let names = typed.map(\.name.rawValue).joined(separator: " ")
    var lines = ["# fish completion for rewind. \(note)", "set -l commands \(names)"]
    for command in typed {
      lines.append(
        "complete -c rewind -n \"not __fish_seen_subcommand_from $commands\""
          + " -a \(command.name.rawValue) -d '\(fishQuoted(command.summary))'")
    }
    for group in groups {
      for command in group.subcommands {
        lines.append(
          "complete -c rewind -n \"\(fishCondition(group.name)); and not"
            + " __fish_seen_subcommand_from \(words(of: group))\" -f"
            + " -a \(command.name.lastWord) -d '\(fishQuoted(command.summary))'")
      }
    }
    for command in CommandTable.all {
      let condition = fishCondition(command.name)
      for option in command.allOptions {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        lines.append(
          "complete -c rewind -n \"\(condition)\"\(letter) -l \(option.name)"
            + fishValue(option) + " -d '\(fishQuoted(option.help))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishCondition(_ name: CommandName) -> String {
    if name == .open { return "not __fish_seen_subcommand_from $commands" }
    return name.rawValue.split(separator: " ").map { "__fish_seen_subcommand_from \($0)" }
      .joined(separator: "; and ")
  }

  private static func fishValue(_ option: Option) -> String {
    guard option.value != nil else { return "" }
    return switch option.completion {
    case .none: " -x"
    case .file: " -r"
    case .directory: " -x -a '(__fish_complete_directories)'"
    case .oneOf(let words): " -x -a '\(words.joined(separator: " "))'"
    }
  }

  private static func fishQuoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
