/** Express without sessions: one counter for all. */
import express from 'express';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

let count = 0;

const app = express();
app.get('/', (_, response) => void response.type('text').send(String(++count)));
app.get('/total', (_, response) => void response.type('text').send(String(count)));

serve(app, { version: versionOf('express'), hasSessions: false });
