import { testSeeds } from './test-seeds.ts';

testSeeds(6801, 3400);
