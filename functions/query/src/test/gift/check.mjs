// Reads target/gift/cases.json, which GiftTest writes, and has gift-pegjs read every file in it:
//   npm ci && node check.mjs
// The reader takes runs of white space for one space, as a page does.
import { readFileSync } from "node:fs";
import { parse } from "gift-pegjs";

const cases = JSON.parse(
  readFileSync(new URL("../../../target/gift/cases.json", import.meta.url), "utf8"),
);
const seen = (text) => text.replace(/\s+/gu, " ").trim();
let questions = 0;
const wrong = [];

function compare(gift, what, read, written) {
  if (seen(read) !== seen(written)) {
    wrong.push(`${what}: read ${JSON.stringify(read)}, written ${JSON.stringify(written)} in\n${gift}`);
  }
}

for (const { gift, questions: items } of cases) {
  let read;
  try {
    read = parse(gift);
  } catch (refused) {
    wrong.push(`${refused.message} in\n${gift}`);
    continue;
  }
  compare(gift, "number of questions", String(read.length), String(items.length));
  items.forEach((item, i) => {
    questions += 1;
    const question = read[i];
    compare(gift, "type", question.type, "MC");
    compare(gift, "id", question.id, item.id);
    compare(gift, "stem", question.stem.text, item.text);
    compare(gift, "explanation", question.globalFeedback?.text ?? "", item.explanation);
    item.options.forEach((option, j) => {
      compare(gift, "option", question.choices[j].text.text, option);
      compare(gift, "key", String(question.choices[j].isCorrect), String(j === item.key));
      compare(gift, "weight", String(question.choices[j].weight), "null");
    });
  });
}

console.log(`gift-pegjs read ${cases.length} files with ${questions} questions: ${wrong.length} differ`);
if (wrong.length > 0 || questions === 0) {
  console.error(wrong.slice(0, 5).join("\n"));
  process.exit(1);
}
