import { FormPage } from './form_page.js'

const KINDS = [
  { value: 'wrong_sign', label: 'It found a sign that is not there' },
  { value: 'missed_sign', label: 'It missed a sign' },
  { value: 'too_low', label: 'What to do is too little or too late' },
  { value: 'too_high', label: 'What to do is too much or too soon' },
  { value: 'unclear', label: 'I do not understand it' },
  { value: 'other', label: 'Something else' }
]
const LONGEST = 1000

/** The short form “This advice is wrong”. */
export function feedbackPage (back, submit) {
  return new FormPage({
    title: 'This advice is wrong',
    lead: ['Leave out names, dates of birth and addresses.'],
    fields: [
      {
        id: 'kind', kind: 'radios', label: 'What is wrong with it?', options: KINDS,
        fault: ({ kind }) => (kind ? '' : 'Choose what is wrong with the advice')
      },
      {
        id: 'text', kind: 'text', label: 'What should it have said? (optional)', rows: 3,
        fault: ({ text }) => ([...text].length > LONGEST ? `Shorten this to ${LONGEST} characters or fewer` : '')
      }
    ],
    send: 'Send this',
    back: { label: 'Back to the chat', go: back }
  }, submit)
}
