internal import Platform
public import Rewind

/// A script to begin with: the event types that a category has, each with the fields of its last event,
/// folded to last values until somebody says otherwise.
public struct FoldTemplate: Sendable {
  /// The script.
  public let text: String
  /// The category.
  public let category: String
  /// How many types of events the category has.
  public let typeCount: Int

  /// Looks at the events of a category.
  ///
  /// - Throws: ``NoSuchCategoryError``; ``CodeFileError`` where the category can have no code of its own; what
  ///   reading the log throws.
  public init(category: String, in snapshot: LogSnapshot) throws {
    let index = snapshot.index
    guard let entry = index.categories.first(where: { $0.name == category }) else {
      let known = index.categories.prefix(5).map(\.name).joined(separator: ", ")
      throw NoSuchCategoryError(
        description: "no category \(category) in this log"
          + (known.isEmpty ? "" : "; it has \(known)"))
    }
    guard CodeFolder.canName(category) else {
      throw CodeFileError(
        category, "\(CodeFolder.rule); --map category=… gives a log's streams others")
    }
    let newest = Self.newestEvents(of: entry.id, in: index)
    let events = try snapshot.events(at: newest.map(\.position)).map(\.record)
    let cases = zip(newest, events).map { newest, event in
      FoldTemplateCase(type: index.typeName(newest.type), event: event)
    }
    self.category = category
    typeCount = cases.count
    text = Self.text(category, cases)
  }

  /// Writes the script into a folder of folds, which is made where it is missing.
  ///
  /// - Returns: the script's path.
  /// - Throws: ``CodeFileError`` where the category has a file there already, or it cannot be written.
  public func write(into folder: CodeFolder) throws(CodeFileError) -> String {
    if let file = try folder.file(forCategory: category) {
      throw CodeFileError(file.path, "there is a fold of \(category) already")
    }
    let path = "\(folder.path)/\(category).js"
    do throws(SystemError) {
      try FileSystem.makeFolders(folder.path)
      try SystemFile(path, .making).write(Array(text.utf8))
    } catch {
      throw CodeFileError(error.path, "cannot \(error.operation): \(error.reason)")
    }
    return path
  }

  /// The last event of each type, the types in the order in which they first occurred.
  private static func newestEvents(
    of category: CategoryID, in index: LogIndex
  ) -> [(type: TypeID, position: Int)] {
    var places: [TypeID: Int] = [:]
    var newest: [(type: TypeID, position: Int)] = []
    for position in stride(from: 1, through: index.eventCount, by: 1) {
      let entry = index[position]
      guard let stream = entry.stream, let type = entry.type,
        index.stream(stream).category == category
      else { continue }
      if let place = places[type] {
        newest[place].position = position
      } else {
        places[type] = newest.count
        newest.append((type, position))
      }
    }
    return newest
  }

  private static func text(_ category: String, _ cases: [FoldTemplateCase]) -> String {
    """
    // How the events of \(category) fold into its state. Save, and every state is folded again.
    //
    // An event is { type, data, metadata, stream, version, position, timestamp, id }. What is returned is
    // the next state: plain JSON, null where there is none any more. log(...) shows what you want to see.

    export const initialState = () => ({})

    export function evolve(state, { type, data }) {
      switch (type) {
    \(cases.map(\.text).joined(separator: "\n"))
        default:
          return state
      }
    }

    // To begin with: the last value of each field. Replace it where a type means something else, such as
    //   return { ...state, balance: (state.balance ?? 0) + data.amount }
    function lastValues(state, type, data) {
      if (data === null) return state
      if (!isObject(data)) return { ...state, [type]: data }
      const values = Object.entries(data).map(([key, value]) => {
        const isMerged = isObject(value) && Object.hasOwn(state, key) && isObject(state[key])
        return [key, isMerged ? lastValues(state[key], key, value) : value]
      })
      return Object.fromEntries([...Object.entries(state), ...values])
    }

    function isObject(value) {
      return value !== null && typeof value === "object" && !Array.isArray(value)
    }

    """
  }
}
