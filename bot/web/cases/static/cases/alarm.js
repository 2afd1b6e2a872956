/** A short sound for a new case, where somebody has switched it on; browsers allow none before a key or a button. */
export class Alarm {
  #button
  #context = null

  constructor (button) {
    this.#button = button
    button.closest('[hidden]').hidden = false
    button.addEventListener('click', () => this.#switch())
  }

  get isOn () {
    return this.#context !== null
  }

  ring () {
    if (!this.isOn) return
    const now = this.#context.currentTime
    for (const [at, pitch] of [[0, 660], [0.25, 880]]) {
      const tone = this.#context.createOscillator()
      const loudness = this.#context.createGain()
      tone.frequency.value = pitch
      loudness.gain.setValueAtTime(0.2, now + at)
      loudness.gain.exponentialRampToValueAtTime(0.001, now + at + 0.22)
      tone.connect(loudness).connect(this.#context.destination)
      tone.start(now + at)
      tone.stop(now + at + 0.24)
    }
  }

  #switch () {
    if (this.isOn) {
      this.#context.close()
      this.#context = null
    } else {
      this.#context = new AudioContext()
      this.ring()
    }
    this.#button.setAttribute('aria-pressed', String(this.isOn))
    this.#button.textContent = `Sound for new cases: ${this.isOn ? 'on' : 'off'}`
  }
}
