/// Files that are no scripts, or nearly none; see ``FoldCase``.
enum SyntaxCases {
  static let all = FoldCase.table(
    #"""
    # an empty file
    --
    ! account.js: no fold is here

    # nothing but comments
    // export default { A() {} }
    /* export const evolve = 1 */
    --
    ! account.js: no fold is here

    # a syntax error has a line, which is shown
    export default {
      A(s) { s.a = ; },
    }
    --
    ! account.js:2:16: SyntaxError: Unexpected token ';' · A(s) { s.a = ; },

    # a brace that is missing
    export default {
      A(s) { s.a = 1
    --
    ! account.js:2:8: SyntaxError: Unexpected end of script; what is opened here is never closed · A(s) { s.a = 1

    # a brace too many
    export default { A(s) { s.a = 1 } }
    }
    --
    ! account.js:2:1: SyntaxError: Parser error; nothing is open that this closes · }

    # code that would close what it is wrapped in
    })(); (function () {
    --
    ! account.js:1:1: SyntaxError: Parser error; nothing is open that this closes

    # a comment that does not end
    export default { A(s) { s.a = 1 } } /* and so on
    --
    ! account.js:1:37: SyntaxError: Multiline comment was not closed properly; what is opened here is never closed

    # a brace that is missing further up
    export function evolve(s, e) {
      switch (e.type) {
        case "A":
          return s
    }
    export const initialState = {}
    --
    ! account.js:2:19: SyntaxError: Unexpected end of script; what is opened here is never closed · switch (e.type) {

    # a text that does not end
    export default { A(s) { s.a = "a; s.b = 1 } }
    --
    ! account.js:1:31: SyntaxError: Unexpected EOF; the text that begins here does not end in its line

    # a template that does not end
    export default {
      A(s) { s.a = `x${ `y` } },
    }
    --
    ! account.js:2:16: SyntaxError: Unexpected EOF; what is opened here is never closed · A(s) { s.a = `x

    # a regular expression that does not end
    export default { A(s) { s.a = /a } }
    --
    ! account.js:1:31: SyntaxError: Unterminated regular expression literal '/a } }'

    # the column of one of several tokens that are alike
    export default { A(s) { s.a = 1; s.b = 1 2; s.c = 2 } }
    --
    ! account.js:1:42: SyntaxError: Unexpected number '2'

    # types as TypeScript has them
    export default { A(s: any) { } }
    --
    ! account.js:1:21: SyntaxError: Unexpected token ':'

    # two exports by default
    export default { A(s) { s.a = 1 } }
    export default { B(s) { s.b = 1 } }
    --
    ! account.js:2: SyntaxError: Only one 'default' export is allowed. · export default { B(s) { s.b = 1 } }

    # two exports of a name
    export const initialState = {}
    export function evolve(s) { return s }
    export { evolve, initialState as first }
    --
    ! account.js:3: SyntaxError: Cannot export a duplicate name 'evolve'. ·

    # an export of what is not there
    export { evolve }
    --
    ! account.js:1: ReferenceError: Can't find variable: evolve

    # comments around the words of exports
    export /* the first */ const initialState = {}
    export // the fold
    function /* of all */ evolve(s) { return { a: 1 } }
    --
    A => {"a":1}

    # a default behind a comment
    export /* the map, { in words } */ default /* is */ { A(s) { s.a = 1 } }
    --
    A => {"a":1}

    # a list with comments, of which one name is in quotes
    export { map as "default" /* } */, version, // and
    }
    const map = { A(s) { s.a = version } }, version = 2
    --
    A => {"a":2}

    # declarations over several lines
    export const initialState = { text: `,${1}` },
      other = [1, 2].map(n => n, 3),
      evolve = s => ({ a: 1 })
    const unrelated = 1
    --
    A => {"a":1}

    # a pattern over several lines
    const make = { begin: { n: 1 }, evolve: s => ({ n: s.n + 1 }) }
    export const {
      begin: initialState,
      evolve,
    } = make
    --
    A => {"n":2}

    # strict code where something is exported
    export default { A(s) { s.a = 010 } }
    --
    ! account.js:1:31: SyntaxError: Decimal integer literals with a leading zero are forbidden in strict mode

    # a name that is declared twice
    const a = 1
    const a = 2
    export default { A() {} }
    --
    ! account.js:2:7: SyntaxError: Cannot declare a const variable twice: 'a'.

    # a top level that throws
    const limits = undefined.limits
    export default { A() {} }
    --
    ! account.js:1:25: TypeError: undefined is not an object (evaluating 'undefined.limits') · const limits = undefined.limits

    # an import
    import { round } from "./money.js"
    export default { A() {} }
    --
    ! account.js:1:1: SyntaxError: a script imports nothing; bundle it first: esbuild SOURCE.js --bundle --format=esm --outfile=account.js · import { round } from "./money.js"

    # an import of all, behind a comment
    // money
    import * as money from "./money.js"
    --
    ! account.js:2:1: SyntaxError: a script imports nothing;

    # an import for its effects
    import "./polyfill.js"
    --
    ! account.js:1:1: SyntaxError: a script imports nothing;

    # an import that is squeezed
    "use strict";import a from"./a.js";export default{A(){}}
    --
    ! account.js:1:1: SyntaxError: a script imports nothing;

    # export from elsewhere
    export * from "./fold.js"
    --
    ! account.js:1:1: SyntaxError: a script imports nothing;

    # export of names from elsewhere
    const a = 1
    export { evolve, initialState } from "./fold.js"
    --
    ! account.js:2:1: SyntaxError: a script imports nothing;

    # an import at run time is a promise
    export default { A: () => import("fs") }
    --
    A => {} ! account.js:1: state is a Promise

    # export in texts and comments stays
    /* export this */ const a = "export { a }" // export
    const b = `
    export default ${a}
    `, c = /export/
    export default { A(s) { s.a = [a, b, c.source] } } // export default
    --
    A => {"a":["export { a }","\nexport default export { a }\n","export"]}

    # export as a member and as a part of names
    const exports = { export: 1 }, exporter = 2, $export = 3
    export default { A(s) { s.a = [exports.export, exporter, $export] } }
    --
    A => {"a":[1,2,3]}

    # export and a text with export on one line
    const a = "export default"; export default { A(s) { s.a = a + 'export' } }
    --
    A => {"a":"export defaultexport"}

    # a function that is exported by default and called elsewhere
    export default function account() { return 1 }
    const one = account()
    --
    ! account.js:1: evolve needs an initialState

    # a function that is exported by default beside initialState is evolve
    export default (s, e) => ({ n: s.n + 1 })
    export const initialState = { n: 0 }
    --
    A => {"n":1}

    # evolve that is exported as default by a list
    function evolve(s) { return { n: s.n + 1 } }
    const initialState = { n: 0 }
    export { evolve as default, initialState }
    --
    A => {"n":1}

    # an object of a class is a map
    class Base { B(s) { s.b = 1 } }
    class Account extends Base { A(s) { s.a = 1 } }
    export default new Account()
    --
    A => {"a":1}
    B => {"a":1,"b":1}

    # a class is none
    export default class Account { A(s) { s.a = 1 } }
    --
    ! account.js:1: a class is no fold; export an object of it: export default new Account()

    # a name in other case at the top level
    fromcategory("account").foreachStream()
    --
    ! account.js:1:13: ReferenceError: Can't find variable: fromcategory; did you mean fromCategory? ·

    # a name in other case in a handler
    export default { A(s) { s.n = math.round(1.5) } }
    --
    A => {} ! account.js:1:35: ReferenceError: Can't find variable: math; did you mean Math? ·

    # a module of Node
    module.exports = { A() {} }
    --
    ! account.js:1:7: ReferenceError: Can't find variable: module; what a script is goes out by export: export default { … } ·

    # a module of Node that requires another
    const money = require("./money.js")
    --
    ! account.js:1:22: ReferenceError: Can't find variable: require; a script requires nothing; bundle it first: esbuild SOURCE.js

    # statements without semicolons around an export
    const a = 1
    export { b as default }
    const b = { A(s) { s.a = a } }
    ;[1].forEach(() => {})
    --
    A => {"a":1}

    # the column of an error in the first line
    export default { A(s) { s.x.y = 1 } }
    --
    A => {} ! account.js:1:28: TypeError
    """#)
}
