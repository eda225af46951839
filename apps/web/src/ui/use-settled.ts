import { useEffect, useState } from 'react'

const settlesMs = 250

/** The value as it is once it has not changed for a moment: what is typed is searched for when the typing pauses. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  // The clock is outside of React.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settlesMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
