/// What names say of things of several kinds whose ids are the same: `item_type` beside `item_id`.
extension FieldNames {
  /// Whether a field may say, by its name, of what kind the thing is that another one beside it names.
  static func isKind(_ field: FieldFacts, of name: FieldFacts) -> Bool {
    guard field.path != name.path,
      field.path.components.dropLast() == name.path.components.dropLast(),
      let stem = stem(of: name.words)
    else { return false }
    let words = field.words
    if !stem.isEmpty,
      words == stem || words.dropLast().elementsEqual(stem) && nouns.contains(words.last ?? "")
    {
      return true
    }
    return stem.allSatisfy(general.contains) && kinds.contains(words.joined())
  }

  /// The words before those that say that it is a name: `item` of `item_id`, nothing of `name`; nil where it is
  /// called otherwise.
  private static func stem(of words: [String]) -> [String]? {
    guard let last = words.last,
      ["id", "pk", "key", "uuid", "no", "number", "ref", "name"].contains(last),
      words != ["id"]
    else { return nil }
    return words.dropLast()
  }

  /// What stands behind the name of a thing where its kind is told.
  private static let nouns: Set<String> = ["type", "kind", "name", "class"]

  /// What any thing is called.
  private static let general: Set<String> = [
    "object", "record", "row", "doc", "document", "entity", "item", "resource", "aggregate",
    "subject", "target",
    "model", "auditable", "key",
  ]

  /// What the kinds of things are called.
  private static let kinds: Set<String> = [
    "table", "tablename", "model", "modelname", "kind", "collection", "collectionname",
    "contenttype", "resource",
    "resourcetype", "entity", "entitytype", "entityname", "objecttype", "aggregate",
    "aggregatetype", "class",
  ]
}
