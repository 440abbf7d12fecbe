import { release, shop } from '../mocks/applications';
import { changedImages, mergeImages, openImagesOf } from './openImages';

const web = shop.workloads.filter(each => each.name === 'web');
const payment = shop.workloads.filter(each => each.name === 'payment');
const mail = shop.workloads.filter(each => each.name === 'mail');

it('starts with the image of the release', () => {
  expect(openImagesOf(web, release(41, 0))).toEqual([
    {
      workload: 'web',
      container: 'web',
      image: 'registry.example/shop/web:1.9.2',
    },
  ]);
});

it('is empty where no image was ever given', () => {
  expect(openImagesOf(payment, undefined)).toEqual([
    { workload: 'payment', container: 'payment', image: '' },
  ]);
});

it('leaves out containers whose image stands in the Score file', () => {
  expect(openImagesOf(mail, undefined)).toEqual([]);
});

it('asks only for what differs', () => {
  const before = openImagesOf([...web, ...payment], undefined);
  const [first, second] = before;
  expect(
    changedImages(before, [first, { ...second, image: ' pay:2 ' }]),
  ).toEqual({ payment: { payment: 'pay:2' } });
  expect(changedImages(before, [{ ...first, image: '' }, second])).toEqual({});
});

it('merges container by container', () => {
  expect(
    mergeImages({ web: { web: 'a', proxy: 'b' } }, { web: { web: 'c' } }),
  ).toEqual({ web: { web: 'c', proxy: 'b' } });
});
