// What Rewind calls: takes a script in, and has it do what it is for.
'use strict';
(function requests({ world, chain, calls: { answer, attempt }, folding, lifting, projecting }) {
  const { now, advice, parseJSON } = world
  let category = ''

  const adopt = {
    fold: exported => folding.adopt(exported, category),
    upcaster: exported => lifting.adopt(exported),
    projection: exported => projecting.adopt(exported),
  }

  function call(request) {
    const asked = parseJSON(request)
    if (asked.type !== undefined) return answer({ line: world.typeLine(asked.type) }, [])
    if (asked.lift) return lifting.liftBatch(asked)
    return now.kind === 'projection' ? projecting.call(asked, request) : folding.foldBatch(asked, request)
  }

  return {
    globals: chain.globals,
    globalNames: () => Object.keys(chain.globals).join(' '),
    /** Says what is about to be run. */
    name(name, of, margin, code, kind) {
      world.named(name, Number(margin), code)
      category = of
      now.kind = kind
    },
    advised: message => message + advice(message),
    adopt: exported => attempt(() => adopt[now.kind](exported)),
    call: request => attempt(() => call(request), projecting.undo),
  }
})
