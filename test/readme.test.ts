/** The README holds what it says. */
import { testExamples } from './support/examples.ts';

testExamples('README.md');
